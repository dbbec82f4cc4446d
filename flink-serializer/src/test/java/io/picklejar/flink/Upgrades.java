package io.picklejar.flink;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.assertj.core.api.Condition;

/** For the classes of {@link DataUpgradeTest}, which Flink's suite puts into other loaders. */
public final class Upgrades {
    private Upgrades() {}

    /** The serializer of a class of the package {@code upgrade}: the suite's class loaders serve no class files. */
    public static <T> TypeSerializer<T> serializer(Class<T> type) {
        PickleJar jar = PickleJar.builder()
                .byReference(ClassRule.packageName("upgrade"))
                .build();
        return PickleSerializer.of(type, jar);
    }

    /** Equal to this. */
    public static <T> Condition<T> is(T expected) {
        return new Condition<>(value -> value.equals(expected), "is %s", expected);
    }

    /** State whose bytes stay. */
    public static <T> Condition<TypeSerializerSchemaCompatibility<T>> compatibleAsIs() {
        return new Condition<>(TypeSerializerSchemaCompatibility::isCompatibleAsIs, "compatible as is");
    }

    /** State that is read and written again. */
    public static <T> Condition<TypeSerializerSchemaCompatibility<T>> compatibleAfterMigration() {
        return new Condition<>(
                TypeSerializerSchemaCompatibility::isCompatibleAfterMigration, "compatible after migration");
    }
}
