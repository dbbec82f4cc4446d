package io.picklejar.analyze;

import io.picklejar.jvm.Travel;
import java.util.Collection;
import java.util.List;

/**
 * How shipped code hangs together with classes that travel by reference: what has to come along is pulled in, and what
 * cannot work at a receiver is refused.
 */
public final class Coupling {
    private Coupling() {}

    /** Looks at all that is shipped. Classes may have been pulled in afterwards; then the analysis has to be done again. */
    public static void check(Reach reach, CodeCut cut, Travel travel) {
        List<ReachedClass> reached = List.copyOf(reach.reached().values());
        PackageCoupling packages = new PackageCoupling(travel);
        reached.forEach(packages::checkCode);
        List<ClassModel> whole = cut.units().stream()
                .filter(unit -> !unit.holder())
                .map(unit -> cut.membersOf().getOrDefault(unit.id(), List.of()))
                .flatMap(Collection::stream)
                .map(ClassModel::of)
                .toList();
        // Of a class that only comes along with its nest nobody knows that it will ever be loaded.
        whole.forEach(each -> packages.checkDefinition(each, isNeeded(each, reach)));
        ReferenceEdges edges = new ReferenceEdges(travel, reached);
        whole.stream().filter(each -> isNeeded(each, reach)).forEach(edges::checkDefinition);
        reached.forEach(edges::checkCode);
        reach.lambdas().forEach(edges::checkLambda);
    }

    private static boolean isNeeded(ClassModel whole, Reach reach) {
        ReachedClass reached = reach.reached().get(whole.type());
        return reached != null && reached.isType();
    }
}
