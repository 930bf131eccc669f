/**
 * Guided diffusion processes: guidance schedules, rules and fields, and the time grids that samplers and oracles use.
 */
package org.guidecheck.process;
