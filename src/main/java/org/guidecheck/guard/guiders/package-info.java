/**
 * Claims about a guidance rule: the scale it follows, the predictions it takes, and what it does to the mean reciprocal
 * on laws that are known exactly. See theory.md, "Guarding a guidance rule".
 */
package org.guidecheck.guard.guiders;
