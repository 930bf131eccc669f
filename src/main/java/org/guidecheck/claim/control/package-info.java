/** Positive controls ({@code control.*}): false beliefs about guidance with the correction that makes them true. */
package org.guidecheck.claim.control;
