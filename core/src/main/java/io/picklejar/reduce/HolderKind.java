package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import java.util.AbstractMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's changeable holders of one object, which may be held by that object in turn. Java serialization would do for
 * them, but for one thing: it hands over what the {@code writeReplace} of the held object makes, so that it would lose its
 * identity.
 */
final class HolderKind extends Kind<Object> {
    HolderKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == AtomicReference.class || type == AbstractMap.SimpleEntry.class;
    }

    @Override
    public Reduction<?> reduce(Object holder, ReduceContext context) {
        return holder instanceof AbstractMap.SimpleEntry<?, ?> entry
                ? Reduction.of(this, true, entry.getKey()).withState(entry.getValue(), this)
                : Reduction.of(this, false).withState(((AtomicReference<?>) holder).get(), this);
    }

    @Override
    public ObjectPath step(ObjectPath path, Object holder, int argument) {
        return path.field(argument == 1 ? "key" : "value");
    }

    @Override
    @SuppressWarnings("NullAway") // an entry may hold null
    public Object make(@Nullable Object[] args) {
        return Args.flag(args, 0) ? new AbstractMap.SimpleEntry<>(args[1], null) : new AtomicReference<>();
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // made by this kind; may hold null
    public void set(Object holder, @Nullable Object state) {
        if (holder instanceof AbstractMap.SimpleEntry<?, ?> entry) {
            ((AbstractMap.SimpleEntry<Object, Object>) entry).setValue(state);
        } else {
            ((AtomicReference<Object>) holder).set(state);
        }
    }
}
