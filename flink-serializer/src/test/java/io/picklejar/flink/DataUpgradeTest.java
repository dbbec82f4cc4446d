package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.flink.shop.Shape;
import io.picklejar.record.FormerNames;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.flink.FlinkVersion;
import org.apache.flink.api.common.typeutils.ClassRelocator;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerUpgradeTestBase;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Flink's own suite for state of older programs, with files that an older program wrote. They are kept for ever;
 * {@code -Dio.picklejar.upgrade=write} writes those of a new case.
 */
@SuppressWarnings("SameNameButDifferent") // before and after are two classes of one name
final class DataUpgradeTest extends TypeSerializerUpgradeTestBase<Object, Object> {
    @Override
    public Collection<FlinkVersion> getMigrationVersions() {
        return List.of(FlinkVersion.v2_3);
    }

    @Override
    public Collection<TestSpecification<?, ?>> createTestSpecifications(FlinkVersion version) throws Exception {
        return List.of(
                new TestSpecification<>("picklejar-same", version, Same.Setup.class, Same.Verifier.class),
                new TestSpecification<>("picklejar-fields", version, Fields.Setup.class, Fields.Verifier.class),
                new TestSpecification<>("picklejar-enum", version, Constants.Setup.class, Constants.Verifier.class),
                new TestSpecification<>("picklejar-graph", version, Graph.Setup.class, Graph.Verifier.class));
    }

    @Test
    @SuppressWarnings("unchecked")
    void everyCaseHasFiles() throws Exception {
        for (TestSpecification<?, ?> each : createTestSpecificationsForAllVersions()) {
            if ("write".equals(System.getProperty("io.picklejar.upgrade"))) {
                generateTestSetupFiles((TestSpecification<Object, Object>) each);
            }
        }
        for (String name : List.of("same", "fields", "enum", "graph")) {
            assertThat(Path.of("src", "test", "resources", "picklejar-" + name + "-2.3"))
                    .isDirectoryContaining("glob:**serializer-snapshot")
                    .isDirectoryContaining("glob:**test-data");
        }
    }

    /** A type that did not change. */
    static final class Same {
        /** Before. */
        public static final class Setup implements PreUpgradeSetup<Setup.Order> {
            /** The type. */
            @ClassRelocator.RelocateClass("upgrade.Order")
            public record Order(String customer, List<Integer> amounts) {}

            @Override
            public TypeSerializer<Order> createPriorSerializer() {
                return Upgrades.serializer(Order.class);
            }

            @Override
            public Order createTestData() {
                return new Order("ann", List.of(1, 2));
            }
        }

        /** After. */
        public static final class Verifier implements UpgradeVerifier<Verifier.Order> {
            /** The type. */
            @ClassRelocator.RelocateClass("upgrade.Order")
            public record Order(String customer, List<Integer> amounts) {}

            @Override
            public TypeSerializer<Order> createUpgradedSerializer() {
                return Upgrades.serializer(Order.class);
            }

            @Override
            public Condition<Order> testDataCondition() {
                return Upgrades.is(new Order("ann", List.of(1, 2)));
            }

            @Override
            public Condition<TypeSerializerSchemaCompatibility<Order>> schemaCompatibilityCondition(
                    FlinkVersion version) {
                return Upgrades.compatibleAsIs();
            }
        }
    }

    /** Fields added, removed, reordered, renamed and widened; a class made a record. */
    static final class Fields {
        /** Before. */
        @SuppressWarnings("unused") // read by the codec
        public static final class Setup implements PreUpgradeSetup<Setup.Order> {
            /** The type. */
            @ClassRelocator.RelocateClass("upgrade.Order")
            public static final class Order {
                private String customer = "ann";
                private int amount = 3;
                private double dropped = 1;
            }

            @Override
            public TypeSerializer<Order> createPriorSerializer() {
                return Upgrades.serializer(Order.class);
            }

            @Override
            public Order createTestData() {
                return new Order();
            }
        }

        /** After. */
        public static final class Verifier implements UpgradeVerifier<Verifier.Order> {
            /** The type. */
            @ClassRelocator.RelocateClass("upgrade.Order")
            public record Order(
                    long amount,
                    @FormerNames("customer") String buyer,
                    @Nullable String added,
                    int number) {}

            @Override
            public TypeSerializer<Order> createUpgradedSerializer() {
                return Upgrades.serializer(Order.class);
            }

            @Override
            public Condition<Order> testDataCondition() {
                return Upgrades.is(new Order(3, "ann", null, 0));
            }

            @Override
            public Condition<TypeSerializerSchemaCompatibility<Order>> schemaCompatibilityCondition(
                    FlinkVersion version) {
                return Upgrades.compatibleAfterMigration();
            }
        }
    }

    /** A constant added in the middle. */
    static final class Constants {
        /** Before. */
        public static final class Setup implements PreUpgradeSetup<Setup.Color> {
            /** The type. */
            @ClassRelocator.RelocateClass("upgrade.Color")
            public enum Color {
                /** One. */
                RED,
                /** The other. */
                BLUE
            }

            @Override
            public TypeSerializer<Color> createPriorSerializer() {
                return Upgrades.serializer(Color.class);
            }

            @Override
            public Color createTestData() {
                return Color.BLUE;
            }
        }

        /** After. */
        public static final class Verifier implements UpgradeVerifier<Verifier.Color> {
            /** The type. */
            @ClassRelocator.RelocateClass("upgrade.Color")
            public enum Color {
                /** One. */
                RED,
                /** New. */
                GREEN,
                /** The other. */
                BLUE
            }

            @Override
            public TypeSerializer<Color> createUpgradedSerializer() {
                return Upgrades.serializer(Color.class);
            }

            @Override
            public Condition<Color> testDataCondition() {
                return Upgrades.is(Color.BLUE);
            }

            @Override
            public Condition<TypeSerializerSchemaCompatibility<Color>> schemaCompatibilityCondition(
                    FlinkVersion version) {
                return Upgrades.compatibleAfterMigration();
            }
        }
    }

    /** A type that leads back to itself: its records are pickles. */
    static final class Graph {
        /** Before. */
        public static final class Setup implements PreUpgradeSetup<Shape> {
            @Override
            public TypeSerializer<Shape> createPriorSerializer() {
                return Upgrades.serializer(Shape.class);
            }

            @Override
            public Shape createTestData() {
                return new Shape.Square(2, List.of(new Shape.Circle(1)));
            }
        }

        /** After. */
        public static final class Verifier implements UpgradeVerifier<Shape> {
            @Override
            public TypeSerializer<Shape> createUpgradedSerializer() {
                return Upgrades.serializer(Shape.class);
            }

            @Override
            public Condition<Shape> testDataCondition() {
                return Upgrades.is(new Shape.Square(2, List.of(new Shape.Circle(1))));
            }

            @Override
            public Condition<TypeSerializerSchemaCompatibility<Shape>> schemaCompatibilityCondition(
                    FlinkVersion version) {
                return Upgrades.compatibleAsIs();
            }
        }
    }
}
