/**
 * Noised densities, scores and posteriors at blocks of points: the innermost loops, in plain Java or on the processor's
 * vector units. See performance.md, "Inner loops".
 */
package org.guidecheck.law.block;
