/** The public face of the JUnit report. */

export { renderJunit } from './junit.ts';
