/**
 * Generators of random laws, guidance schedules, sampler settings and seeds for jqwik properties. Values shrink to the
 * simplest that still fails.
 *
 * <p>Every value is drawn as a plan of whole numbers and built from it, see {@link org.guidecheck.generator.plan}.
 * Plans are valid by construction, so no draw is discarded. Each plan lists the simpler ones next to it: one class,
 * component or coordinate fewer, a simpler family, a rounder number. Restrictions on laws also apply to all laws that
 * they shrink to.
 */
package org.guidecheck.generator;
