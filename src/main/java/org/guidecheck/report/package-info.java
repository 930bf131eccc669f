/** Pictures of a law and of guidance on it, as numbers: densities, points, paths, and means against weights. */
package org.guidecheck.report;
