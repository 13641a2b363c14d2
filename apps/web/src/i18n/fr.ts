import app from './fr/app.json' with { type: 'json' };
import errors from './fr/errors.json' with { type: 'json' };
import player from './fr/player.json' with { type: 'json' };
import stepUp from './fr/step-up.json' with { type: 'json' };
import ui from './fr/ui.json' with { type: 'json' };

/** French: the texts of the first view. Those of a feature come with its pages (`later-texts.ts`). */
export default { app, errors, player, stepUp, ui };
