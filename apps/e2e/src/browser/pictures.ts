import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { z } from 'zod';
import { eventually } from '@veza/testing';

const FILE = fileURLToPath(new URL('../../test/pictures.json', import.meta.url));
const Kept = z.record(z.string(), z.base64());
/** Cells of a picture: letters become shades, so the fonts of machines make little difference, and a lost column a large one. */
const [COLUMNS, ROWS] = [24, 18];
/** Of 255, for one cell; and the share of cells that may differ by more. */
const CELL = 24;
const SHARE = 0.08;
const LATE_MS = 3_000;
/** Characters of a page in a failure: the pages that come after it are open by then. */
const TEXT = 600;

/**
 * What pages look like, as coarse pictures that are kept beside the tests: `PICTURES=keep npm run drill -- e2e/test/web-look`
 * writes them again, after a look at the pages. A page without a kept picture is a fault.
 */
export class Pictures {
  private readonly kept = existsSync(FILE) ? Kept.parse(JSON.parse(readFileSync(FILE, 'utf8'))) : {};
  private readonly seen: Record<string, string> = {};

  /** What differs from the kept picture of this name, if anything. A page that is drawn late is looked at again. */
  async compare(name: string, page: Page): Promise<string[]> {
    let faults = await this.look(name, page);
    const isAlike = async () => {
      faults = await this.look(name, page);
      return faults.length === 0;
    };
    if (faults.length > 0) await eventually(name, isAlike, { everyMs: 250, ms: LATE_MS }).catch(() => undefined);
    if (faults.length === 0) return faults;
    const text = (await page.innerText('body')).replace(/\s+/g, ' ').slice(0, TEXT);
    return faults.map((fault) => `${fault}; the page reads: ${text}`);
  }

  private async look(name: string, page: Page): Promise<string[]> {
    const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    const cells = await sharp(shot).flatten().resize(COLUMNS, ROWS, { fit: 'fill' }).removeAlpha().raw().toBuffer();
    this.seen[name] = cells.toString('base64');
    if (process.env.PICTURES === 'keep') return [];
    const before = this.kept[name];
    if (before === undefined) return [`${name}: has no kept picture`];
    const former = Buffer.from(before, 'base64');
    const differing = Array.from({ length: COLUMNS * ROWS }, (_, cell) =>
      Math.max(...[0, 1, 2].map((colour) => Math.abs((cells[cell * 3 + colour] ?? 0) - (former[cell * 3 + colour] ?? 0)))),
    ).filter((difference) => difference > CELL).length;
    const share = differing / (COLUMNS * ROWS);
    return share > SHARE ? [`${name}: ${Math.round(share * 100)} % of the picture differ`] : [];
  }

  /** Writes what was seen, if that was asked for. */
  end(): void {
    if (process.env.PICTURES !== 'keep') return;
    const all = Object.entries({ ...this.kept, ...this.seen }).sort(([a], [b]) => a.localeCompare(b));
    writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
  }
}
