/** Claims of Li and Jiao, arXiv 2505.01382 ({@code paper.*}): the drop of the mean reciprocal. */
package org.guidecheck.claim.paper;
