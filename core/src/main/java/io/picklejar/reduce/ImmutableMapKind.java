package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code Map.of(…)} and {@code Map.ofEntries(…)}. */
final class ImmutableMapKind extends Kind<Map<?, ?>> {
    private static final Class<?> MAP_1 = Map.of(1, 1).getClass();
    private static final Class<?> MAP_N = Map.of().getClass();

    ImmutableMapKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == MAP_1 || type == MAP_N;
    }

    @Override
    public boolean hashesArguments() {
        return true;
    }

    @Override
    public Reduction<?> reduce(Map<?, ?> map, ReduceContext context) {
        List<Object> keysAndValues = new ArrayList<>();
        Collection<? extends Map.Entry<?, ?>> entries = map.entrySet();
        for (Map.Entry<?, ?> entry : context.inCanonicalOrder(map, entries, Map.Entry::getKey)) {
            keysAndValues.add(entry.getKey());
            keysAndValues.add(entry.getValue());
        }
        return Reduction.of(this, keysAndValues.toArray());
    }

    @Override
    public ObjectPath step(ObjectPath path, Map<?, ?> map, @Nullable Object[] newArgs, int argument) {
        return argument % 2 == 0 ? path.field("key") : path.key(Args.notNull(newArgs, argument - 1));
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of entries of whatever the map holds
    public Map<?, ?> make(@Nullable Object[] args) {
        Map.Entry[] entries = new Map.Entry[args.length / 2];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Map.entry(Args.notNull(args, 2 * i), Args.notNull(args, 2 * i + 1));
        }
        return Map.ofEntries(entries);
    }
}
