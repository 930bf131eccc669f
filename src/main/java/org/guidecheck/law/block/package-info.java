/**
 * The innermost loops: elementary functions and Gaussian mixtures at a block of points, in plain Java or on the
 * processor's vector units.
 */
package org.guidecheck.law.block;
