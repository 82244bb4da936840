/** The sample bundles, read and rendered. */

import { readBundle } from '../../../harness/bundle/index.ts';
import { type SampleKind, sampleBundle } from '../../fixtures/build.ts';
import { renderHtml } from '../index.ts';

/** All kinds. */
export const KINDS: readonly SampleKind[] = ['pass', 'mixed', 'three-environments'];

/** The report of a sample. */
export const sampleHtml = (kind: SampleKind): string => renderHtml(readBundle(sampleBundle(kind)));
