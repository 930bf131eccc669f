/**
 * Claims about a sampler: its steps, output law, guidance weight, order and independence.
 *
 * <p>Exact properties are tested up to rounding or the run's false-alarm rate. Approximate ones are compared with a
 * built-in sampler of the same kind on the same steps. See theory.md, "Guarding a sampler".
 */
package org.guidecheck.guard;
