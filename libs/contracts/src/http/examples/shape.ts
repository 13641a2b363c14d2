import type { z } from 'zod';
import type { COMPONENTS, ComponentName } from '../components.js';

/** An example for a component of the OpenAPI document, of the type of its schema. */
type ComponentExamples = { readonly [Name in ComponentName]?: z.output<(typeof COMPONENTS)[Name]> };

/** The examples of one area of the API. */
export interface AreaExamples {
  /** By component name. */
  readonly components: ComponentExamples;
  /** JSON request bodies and form fields, by route id. */
  readonly requests: Readonly<Record<string, unknown>>;
  /** JSON responses whose schema is not a component, by route id. */
  readonly responses: Readonly<Record<string, unknown>>;
}
