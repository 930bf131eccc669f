package org.guidecheck.generator.plan;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.Law;
import org.guidecheck.law.Student;

/**
 * Plan of a Student t law. The simplest has centre 0, scale 1 and 3 degrees of freedom.
 *
 * @param means   the centre, d means
 * @param scales  one scale
 * @param degrees one of {@link #DEGREES}
 */
record StudentPlan(List<Integer> means, List<Integer> scales, int degrees) implements LeafPlan {
    /** Degrees of freedom, the simplest first. */
    static final List<Integer> DEGREES = List.of(3, 5, 10, 30, 2, 1);

    @Override
    public Family family() {
        return Family.STUDENT;
    }

    @Override
    public int kind() {
        return 6;
    }

    @Override
    public PartSize size() {
        // The degrees of freedom count last, in the place of turns.
        PartSize size = LeafPlan.super.size();
        return new PartSize(size.leaves(), size.kinds(), 0, size.means(), size.scales(), DEGREES.indexOf(degrees));
    }

    @Override
    public boolean isMadeOfGaussians() {
        return true;
    }

    @Override
    public StudentPlan with(List<Integer> newMeans, List<Integer> newScales) {
        return new StudentPlan(newMeans, newScales, degrees);
    }

    @Override
    public List<PartPlan> neighbours() {
        List<PartPlan> result = new ArrayList<>(LeafPlan.super.neighbours());
        for (int fewer : DEGREES.subList(0, DEGREES.indexOf(degrees))) {
            result.add(new StudentPlan(means, scales, fewer));
        }
        return result;
    }

    @Override
    public Law law() {
        return new Student(Numbers.means(means), Numbers.scales(scales)[0], degrees);
    }
}
