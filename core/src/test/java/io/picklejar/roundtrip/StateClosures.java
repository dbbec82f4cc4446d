package io.picklejar.roundtrip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** Closures that differ in the state they use. */
@SuppressWarnings({"UnnecessaryLambda", "ReferenceEquality"})
final class StateClosures {
    private static final int CONSTANT = 7;
    private static final int COMPUTED = Integer.parseInt("8");
    private static final List<String> NAMES = List.of("a", "b");
    private static final Logger LOGGER = Logger.getLogger("io.picklejar.roundtrip.closures");
    private static final Supplier<String> LAMBDA = () -> "from a static field";

    /** Cannot travel, and no closure here reads it. */
    @SuppressWarnings("unused")
    private static Thread unrelated = new Thread("never started");

    private static int counter = 100;
    private static String text = "initial";
    private static Map<String, Integer> table = new HashMap<>();

    private StateClosures() {}

    static List<Closure> all() {
        counter = 5;
        text = "changed";
        table.put("key", 1);
        Holder.value = "held";
        return List.of(
                Closure.of("constant", 7, () -> () -> CONSTANT),
                Closure.of("computed constant", 8, () -> () -> COMPUTED),
                Closure.of("list in a static final field", "[a, b]", () -> () -> NAMES.toString()),
                Closure.of("static logger", "io.picklejar.roundtrip.closures", () -> () -> LOGGER.getName()),
                Closure.of("lambda in a static field", "from a static field", () -> () -> LAMBDA.get()),
                Closure.of("static that was changed", 5, () -> () -> counter),
                Closure.of("static string that was changed", "changed", () -> () -> text),
                Closure.of("static map that was changed", "{key=1}", () -> () -> table.toString()),
                Closure.of("static of another class", "held", () -> () -> Holder.value),
                Closure.of("static through a helper", 6, () -> () -> incremented(counter)),
                Closure.of("static of an interface", "[x]", () -> () -> Constants.LIST.toString()),
                Closure.of("captures an Optional", "yes", () -> {
                    Optional<String> optional = Optional.of("yes");
                    return () -> optional.orElse("no");
                }),
                Closure.of("captures a map with a lambda as comparator", "[c, b, a]", () -> {
                    TreeMap<String, Integer> map = new TreeMap<>((a, b) -> b.compareTo(a));
                    map.putAll(Map.of("a", 1, "b", 2, "c", 3));
                    return () -> map.keySet().toString();
                }),
                Closure.of("captures a list that holds the lambda", 1, () -> {
                    List<Object> list = new ArrayList<>();
                    Supplier<Integer> lambda = list::size;
                    list.add(lambda);
                    return lambda;
                }),
                Closure.of("lambda in a list that it captured", true, () -> {
                    List<Supplier<?>> list = new ArrayList<>();
                    Supplier<Integer> size = () -> list.size();
                    list.add(size);
                    return () -> list.get(0) == size;
                }),
                Closure.of("captures an array of lambdas", "ab", () -> {
                    String local = String.valueOf("b");
                    List<Supplier<String>> parts = List.of(() -> "a", () -> local);
                    return () -> parts.get(0).get() + parts.get(1).get();
                }),
                Closure.of("captures null", "null!", () -> {
                    Object nothing = null;
                    return () -> nothing + "!";
                }),
                Closure.of("keeps state between calls", "12", () -> {
                    Counter own = new Counter();
                    return () -> {
                        Counter fresh = new Counter();
                        fresh.number = own.number;
                        return "" + fresh.next() + fresh.next();
                    };
                }));
    }

    private static int incremented(int number) {
        return number + (counter > 0 ? 1 : 0);
    }

    private static final class Holder {
        private static String value = "initial";
    }

    private interface Constants {
        List<String> LIST = new ArrayList<>(List.of("x"));
    }

    private static final class Counter {
        private int number;

        int next() {
            return ++number;
        }
    }
}
