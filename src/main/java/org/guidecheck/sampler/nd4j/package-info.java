/** Exact denoisers and the steps of linear samplers on ND4J: on whatever its backend computes with, such as a GPU. */
package org.guidecheck.sampler.nd4j;
