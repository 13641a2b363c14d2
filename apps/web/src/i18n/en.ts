import app from './en/app.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };
import player from './en/player.json' with { type: 'json' };
import stepUp from './en/step-up.json' with { type: 'json' };
import ui from './en/ui.json' with { type: 'json' };

/** English: the texts of the first view. Those of a feature come with its pages (`later-texts.ts`). */
export default { app, errors, player, stepUp, ui };
