package org.guidecheck;
import java.util.List;
import org.guidecheck.diffusion.*;
import org.guidecheck.distribution.*;
import org.guidecheck.oracle.*;
import org.guidecheck.sampler.*;
public final class Scratch {
    static Distribution mix(double[] w, double[] m, double[] s) {
        java.util.List<Distribution> parts = new java.util.ArrayList<>();
        for (int i = 0; i < w.length; i++) parts.add(Gaussian.isotropic(new double[]{m[i]}, s[i]*s[i]));
        return new Mixture(w, parts);
    }
    public static void main(String[] a) {
        LabelledDistribution A = new LabelledDistribution(List.of(new LabelledDistribution.LabelledClass("c", .3, mix(new double[]{.5,.5}, new double[]{-1,1.5}, new double[]{.3,.4})), new LabelledDistribution.LabelledClass("o", .7, mix(new double[]{.6,.4}, new double[]{.2,3}, new double[]{.5,.8}))));
        LabelledDistribution T = new LabelledDistribution(List.of(new LabelledDistribution.LabelledClass("c", .5, mix(new double[]{.5,.5}, new double[]{-1,3}, new double[]{.3,.3})), new LabelledDistribution.LabelledClass("o", .5, mix(new double[]{.8,.2}, new double[]{-6,3}, new double[]{.5,.3}))));
        double[] w = {0.25,0.5,1,2,3,8};
        double[][] ref = {{1.7136,1.3865,1.2223,1.1352,1.0944,1.0350},{1.20916,1.21589,1.22355,1.22489,1.21760,1.16077}};
        for (int k = 0; k < 2; k++) for (int i = 0; i < w.length; i++) {
            long t0 = System.nanoTime();
            var e = new BoundedRepresentation(k == 0 ? A : T, 0, GuidanceSchedule.constant(w[i]), 0, new Streams(7), 1e-6).estimate(new BoundedRepresentation.Effort(1e-3, 2048, 1 << 18), x -> false);
            System.out.printf("%s w=%.2f %.5f ref %.5f rel %.5f stat %s disc %.2g steps %d in=%b %.1fs%n", k == 0 ? "A" : "T", w[i], e.value(), ref[k][i], e.value()/ref[k][i]-1, e.statistical(), e.discretisation(), e.steps(), e.bounds().contains(ref[k][i]), (System.nanoTime()-t0)/1e9);
        }
    }
}
