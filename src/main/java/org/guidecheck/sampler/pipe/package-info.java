/**
 * Samplers and guiders that are external programs, queried over a pair of streams by the protocol of
 * {@code src/main/python/PROTOCOL.md}.
 */
package org.guidecheck.sampler.pipe;
