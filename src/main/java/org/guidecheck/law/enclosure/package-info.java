/** Interval arithmetic with outward rounding, and bounds of scores and posteriors on boxes of points. */
package org.guidecheck.law.enclosure;
