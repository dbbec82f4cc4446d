package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import io.picklejar.policy.CodeOrigin;
import java.util.AbstractMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry on its own, without the map or the chain of entries that it belongs to. */
final class EntryKind extends Kind<Map.Entry<?, ?>> {
    private static final Class<?> UNCHANGEABLE = Map.entry("", "").getClass();

    EntryKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return Map.Entry.class.isAssignableFrom(type) && CodeOrigin.isJdk(type) && ViewKind.isHidden(type);
    }

    @Override
    public Reduction<?> reduce(Map.Entry<?, ?> entry, ReduceContext context) {
        return Reduction.of(this, entry.getClass() == UNCHANGEABLE, entry.getKey(), entry.getValue());
    }

    @Override
    public ObjectPath step(ObjectPath path, Map.Entry<?, ?> entry, int argument) {
        return path.field(argument == 1 ? "key" : "value");
    }

    @Override
    @SuppressWarnings("NullAway") // an entry may hold null
    public Map.Entry<?, ?> make(@Nullable Object[] args) {
        return Args.flag(args, 0)
                ? Map.entry(Args.notNull(args, 1), Args.notNull(args, 2))
                : new AbstractMap.SimpleEntry<>(args[1], args[2]);
    }
}
