/**
 * Samplers that are programs of their own, spoken to over their standard input and output. What is said is laid down in
 * {@code src/main/python/PROTOCOL.md}.
 */
package org.guidecheck.sampler.pipe;
