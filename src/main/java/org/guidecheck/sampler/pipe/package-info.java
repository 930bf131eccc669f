/**
 * Samplers that are external programs, queried over standard input and output by the protocol of
 * {@code src/main/python/PROTOCOL.md}.
 */
package org.guidecheck.sampler.pipe;
