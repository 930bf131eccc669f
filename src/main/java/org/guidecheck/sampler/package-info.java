/** How points are drawn: guided samplers and the denoiser they see. */
package org.guidecheck.sampler;
