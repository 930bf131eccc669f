package org.guidecheck.spark;

import java.io.Serializable;
import java.util.function.Supplier;
import org.guidecheck.sampler.GuidedSampler;

/** Factory of a sampler, in the form that is sent between machines. */
public interface SamplerName extends Supplier<GuidedSampler>, Serializable {
}
