package org.guidecheck.spark;

import java.io.Serializable;
import java.util.function.Supplier;
import org.guidecheck.sampler.GuidedSampler;

/** A sampler as it travels between machines: how to make it there. */
public interface SamplerName extends Supplier<GuidedSampler>, Serializable {
}
