package io.picklejar.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the registry is of the whole process")
final class ByValueRegistryTest {
    private static final String PACKAGE = "io.picklejar.rules";

    @AfterEach
    void forgetAll() {
        CloudPickle.listRegistryPickleByValue().forEach(CloudPickle::unregisterPickleByValue);
    }

    @Test
    void packageIsRegisteredUntilItIsNot() {
        CloudPickle.registerPickleByValue(PACKAGE);
        assertThat(CloudPickle.listRegistryPickleByValue()).containsExactly(PACKAGE);
        assertThat(PickleJar.standard().isByValue(ByValueRegistryTest.class)).isTrue();

        CloudPickle.unregisterPickleByValue(PACKAGE);
        assertThat(CloudPickle.listRegistryPickleByValue()).isEmpty();
        assertThat(PickleJar.standard().isByValue(ByValueRegistryTest.class)).isFalse();
    }

    @Test
    void packageCoversItsSubPackagesOnly() {
        CloudPickle.registerPickleByValue("io.picklejar");
        assertThat(PickleJar.standard().isByValue(ByValueRegistryTest.class)).isTrue();
        CloudPickle.unregisterPickleByValue("io.picklejar");

        CloudPickle.registerPickleByValue("io.picklejar.testkit");
        assertThat(PickleJar.standard().isByValue(ByValueRegistryTest.class)).isFalse();
        assertThat(PickleJar.standard().isByValue(Worker.class)).isTrue();
    }

    @Test
    void classIsRegistered() {
        CloudPickle.registerPickleByValue(ByValueRegistryTest.class);

        assertThat(CloudPickle.listRegistryPickleByValue()).containsExactly(ByValueRegistryTest.class.getName());
        assertThat(PickleJar.standard().isByValue(Nested.class)).isTrue();
        assertThat(PickleJar.standard().isByValue(ClassRuleTest.class)).isFalse();
    }

    @Test
    void theListIsACopy() {
        Set<String> before = CloudPickle.listRegistryPickleByValue();
        CloudPickle.registerPickleByValue(PACKAGE);

        assertThat(before).isEmpty();
    }

    @Test
    void packageThatWasNeverLoadedIsRefused() {
        assertThatThrownBy(() -> CloudPickle.registerPickleByValue("com.acme.unknown"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("com.acme.unknown was not loaded correctly, have you used one of its classes before"
                        + " registering it? [bad-registration]");
    }

    @Test
    void whatIsNotRegisteredCannotBeUnregistered() {
        assertThatThrownBy(() -> CloudPickle.unregisterPickleByValue(PACKAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("io.picklejar.rules is not registered for pickle by value [bad-registration]");
    }

    @Test
    void workerRunsWhatIsRegisteredAndNamesWhatIsNot() {
        Supplier<String> greeting = () -> Nested.greeting();
        try (Worker worker = Worker.start()) {
            byte[] byReference = CloudPickle.dumps(greeting);
            assertThatThrownBy(() -> worker.runPickle(byReference)).isInstanceOfSatisfying(WorkerException.class, e -> {
                assertThat(e.remoteClassName()).isEqualTo("io.picklejar.error.MissingClassException");
                assertThat(e.remoteMessage())
                        .startsWith("missing at the receiver (jdk.internal.loader.ClassLoaders$AppClassLoader@")
                        .endsWith("): " + ByValueRegistryTest.class.getName() + "; put the jar on the"
                                + " receiver's class path, or ship the code when pickling:"
                                + " PickleJar.builder().byValue(ClassRule.className(\""
                                + ByValueRegistryTest.class.getName() + "\")).build() [missing-class]");
            });

            CloudPickle.registerPickleByValue(PACKAGE);

            assertThat(worker.<String>run(CloudPickle.dumps(greeting))).isEqualTo("hello");
        }
    }

    private static final class Nested {
        static String greeting() {
            return "hello";
        }
    }
}
