package dev.powerlane.kernel;

import dev.powerlane.grid.Grid;
import dev.powerlane.law.Expr;
import dev.powerlane.law.Law;
import dev.powerlane.law.Quantity;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Quantities of a law as compiled code, made on first use and kept. Thread-safe. */
final class QuantityCode {
    private final Law law;
    private final String name;
    private final List<Quantity> quantities;
    private final List<Expr> formulas;
    private final Map<GridShape, GridKernel> grids = new ConcurrentHashMap<>();
    private PointKernel points;

    QuantityCode(Law law, List<Quantity> quantities) {
        this.law = law;
        this.quantities = quantities;
        name = law + " " + (quantities.size() == 1 ? quantities.get(0) : quantities.size() + " quantities");
        formulas = Quantity.formulas(law, quantities);
    }

    List<Quantity> quantities() {
        return quantities;
    }

    synchronized PointKernel points() {
        if (points == null) {
            points = new PointKernel(name, law, formulas);
        }
        return points;
    }

    /** @throws IllegalArgumentException if the grid does not suit the law */
    GridKernel grid(Grid grid) {
        GridShape shape = GridShape.of(grid);
        shape.check(law);
        return grids.computeIfAbsent(shape, k -> new GridKernel(name + " grid", law, formulas, shape));
    }
}
