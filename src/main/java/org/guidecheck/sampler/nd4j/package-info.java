/**
 * Exact denoisers and an executor for linear samplers on ND4J, which computes with whatever backend it finds, such as a
 * GPU.
 */
package org.guidecheck.sampler.nd4j;
