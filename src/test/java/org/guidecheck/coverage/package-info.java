/** Coverage of the intervals that {@code measure} prints: hostile laws with known mean reciprocals. */
package org.guidecheck.coverage;
