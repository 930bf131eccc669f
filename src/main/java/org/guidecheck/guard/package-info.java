/**
 * Holds a sampler against what its output must be: its steps, its law, its weight, its order, its independence.
 *
 * <p>What is exact is held to rounding or to the run's false-alarm rate; what is an approximation, by what a built-in sampler
 * of the same kind makes of the same steps (properties/README.md, "Guarding a sampler").
 */
package org.guidecheck.guard;
