/**
 * Guiders: guidance rules as samplers call them, once a step, on a batch of points. A guider may use the number of the
 * step and remember earlier steps of its run; a {@link org.guidecheck.process.GuidanceRule} is one that does neither.
 */
package org.guidecheck.guider;
