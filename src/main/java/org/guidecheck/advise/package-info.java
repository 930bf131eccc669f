/**
 * Advice on how much guidance to use on a known law: what constant weights, intervals and schedules buy, what they cost,
 * and how far each is from the best possible.
 */
package org.guidecheck.advise;
