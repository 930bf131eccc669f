/**
 * Guidance rules from the literature that depend on nothing but noise level, weight, point and the two predictions. Each
 * names its paper and says where it differs from what is published there.
 */
package org.guidecheck.process.rule;
