package io.picklejar.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.picklejar.PickleJar;
import io.picklejar.error.CodeMismatchException;
import io.picklejar.error.CorruptPickleException;
import io.picklejar.error.PickleException;
import io.picklejar.kryo.Shop.Box;
import io.picklejar.kryo.Shop.Person;
import io.picklejar.testkit.Damage;
import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Worker;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames in other JVMs, with other versions of a class, and damaged. */
final class ReceiversTest {
    private static Worker.Builder withTheClasses() throws Exception {
        return Worker.builder()
                .alsoOnClassPath(Path.of(Shop.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    private static Box box() {
        Box box = new Box();
        box.any = new Person("Ada", box.address, 36);
        box.list.add(box);
        return box;
    }

    private static void assertSame(Box back) {
        assertThat(back.any).isInstanceOfSatisfying(Person.class, person -> {
            assertThat(person.name()).isEqualTo("Ada");
            assertThat(person.home()).isSameAs(back.address);
        });
        assertThat(back.list).singleElement().isSameAs(back);
    }

    @Test
    void objectsMakeTheRoundTrip() throws Exception {
        try (Worker worker = withTheClasses().start()) {
            assertSame(PickleJar.standard()
                    .loads(worker.echoPickle(PickleJar.standard().dumps(box()))));
            assertThat(worker.output()).isEmpty();
        }
    }

    @Test
    void nobodyWarnsOnJdk25() throws Exception {
        Optional<Path> jdk = JdkHomes.ofVersion(25);
        assumeTrue(jdk.isPresent(), "no JDK 25 here");
        try (Worker worker = withTheClasses().jdk(jdk.get()).start()) {
            assertSame(PickleJar.standard()
                    .loads(worker.echoPickle(PickleJar.standard().dumps(box()))));
            assertThat(worker.<String>call(() -> String.valueOf(System.getProperty("kryo.unsafe"))))
                    .isEqualTo("null");
            assertThat(worker.output()).isEmpty();
        }
    }

    @Test
    void changedClassesAreRefusedByName(@TempDir Path dir) throws Exception {
        String same = "; use the same version of the class on both sides, or ship it by value [code-mismatch]";
        assertThat(change(dir, "int count; String name;")).isEqualTo("loaded");
        assertThat(change(dir, "int count;"))
                .isEqualTo("the receiver's acme.Item has no field 'name', which the pickle has" + same);
        assertThat(change(dir, "int count; String name; int more;"))
                .isEqualTo("the receiver's acme.Item has a field 'more' that the pickle lacks" + same);
        assertThat(change(dir, "long count; String name;"))
                .isEqualTo("the receiver's acme.Item has a field 'count' of type long, in the pickle it is of another"
                        + " kind" + same);
        assertThat(change(dir, "int count; Integer name;"))
                .isEqualTo("the receiver's acme.Item has a field 'name' of type java.lang.Integer, in the pickle it"
                        + " holds a java.lang.String" + same);
    }

    private static String change(Path dir, String fields) throws Exception {
        try (URLClassLoader origin = compile(dir, "int count = 1; String name = \"n\";");
                URLClassLoader receiver = compile(dir, fields)) {
            Constructor<?> constructor = origin.loadClass("acme.Item").getConstructor();
            byte[] pickle = PickleJar.builder().classLoader(origin).build().dumps(constructor.newInstance());
            PickleJar.builder().classLoader(receiver).build().<Object>loads(pickle);
            return "loaded";
        } catch (CodeMismatchException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static URLClassLoader compile(Path dir, String fields) throws IOException {
        Path classes = Files.createTempDirectory(dir, "v");
        Path source =
                Files.writeString(classes.resolve("Item.java"), "package acme; public class Item {" + fields + "}");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, ReceiversTest.class.getClassLoader());
    }

    @Test
    void damagedFramesAreRefused() {
        Box box = box();
        byte[] pickle = PickleJar.standard().dumps(box);

        assertThat(Damage.truncations(pickle))
                .allSatisfy(
                        damaged -> assertThatThrownBy(() -> PickleJar.standard().loads(damaged))
                                .isInstanceOf(CorruptPickleException.class));
        assertThat(Damage.bitFlips(pickle, 7, 500)).allSatisfy(ReceiversTest::loadsOrRefuses);
    }

    private static void loadsOrRefuses(byte[] pickle) {
        try {
            Object unused = PickleJar.standard().loads(pickle);
        } catch (PickleException refused) {
            assertThat(refused).hasMessageContaining("[");
        }
    }
}
