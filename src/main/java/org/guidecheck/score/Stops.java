package org.guidecheck.score;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/** Grids of levels for processes that stop before clean data. */
final class Stops {
    private static final double SAME = 1e-9;

    private Stops() {
    }

    /** The levels above a stop, and the stop. */
    static TimeGrid at(NoiseLevel stop, TimeGrid grid) {
        if (stop.isClean()) {
            return grid;
        }
        List<NoiseLevel> levels = new ArrayList<>();
        for (NoiseLevel level : grid.levels()) {
            if (level.noise() > stop.noise() * (1 + SAME)) {
                levels.add(level);
            }
        }
        levels.add(stop);
        return new TimeGrid(levels);
    }
}
