package org.guidecheck.spark;

import java.io.Serializable;
import java.util.function.Supplier;
import org.guidecheck.sampler.GuidedSampler;

/** Sampler in the form that is sent between machines: how to create it there. */
public interface SamplerName extends Supplier<GuidedSampler>, Serializable {
}
