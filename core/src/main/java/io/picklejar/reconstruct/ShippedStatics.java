package io.picklejar.reconstruct;

import io.picklejar.jvm.Access;
import io.picklejar.policy.Statics;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** The static state of classes, those that came in a pickle included: how they came, and where their values are. */
public final class ShippedStatics {
    private ShippedStatics() {}

    /** The mode that a class came with, or null if it did not come in a pickle. */
    public static @Nullable Statics modeOf(Class<?> type) {
        if (!(type.getClassLoader() instanceof UnitLoader loader)) {
            return null;
        }
        return loader.isSnapshot(type.getName()) ? Statics.SNAPSHOT : Statics.OVERLAY;
    }

    /**
     * The value of a static field.
     *
     * @throws IllegalAccessException naming the field and what would open it
     */
    public static @Nullable Object read(Field field) throws IllegalAccessException {
        return Access.get(homeOf(field), null);
    }

    /** The field that shipped code reads in place of this one: for most fields, itself. */
    static Field homeOf(Field field) {
        Class<?> type = field.getDeclaringClass();
        if (!type.isInterface()
                || !(type.getClassLoader() instanceof UnitLoader loader)
                || !loader.isSnapshot(type.getName())) {
            return field;
        }
        try {
            return Class.forName(type.getName() + InterfaceStatics.SUFFIX, true, loader)
                    .getField(field.getName());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no class beside " + type.getName() + " for its static " + field.getName(), e);
        }
    }
}
