package io.picklejar.wrongcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that has a shipped class itself, byte for byte, uses its own; else the shipped one. */
final class OwnClassesTest {
    private static final String ITEM = """
            package com.acme;
            public class Item {
                public Item() {}
                public static Object run() { return new Item(); }
                @Override public String toString() { return "item of " + new Part(); }
            }
            """;

    private static final String PART = """
            package com.acme;
            public class Part {
                %s
                @Override public String toString() { return "%s"; }
            }
            """;

    private static final String ITEM_WITH_STATE = """
            package com.acme;
            public class Item {
                static int count;
                public static Object run() { count++; return new Item(); }
                @Override public String toString() { return "item " + count; }
            }
            """;

    @TempDir
    private Path folder;

    private int builds;

    private UserJar build(String... sources) {
        return UserJar.compile(folder.resolve("build" + ++builds + ".jar"), List.of(), sources);
    }

    /** What an item of the origin's build says of itself at a receiver that has the other one. */
    private String send(UserJar origin, UserJar receiver) {
        ClassLoader loader = UserJar.loader(origin);
        Object item = RunScript.call(UserJar.load(loader, "com.acme.Item"), "run");
        try (Worker worker = Worker.builder().alsoOnClassPath(receiver.path()).start()) {
            PickleJar jar = worker.jar().toBuilder()
                    .byValue(ClassRule.packageName("com.acme"))
                    .classLoader(loader)
                    .build();
            String answer = worker.call(
                    jar,
                    thing -> thing + ", "
                            + (thing.getClass().getClassLoader() == ClassLoader.getSystemClassLoader()
                                    ? "the receiver's own"
                                    : "shipped"),
                    item);
            assertThat(worker.output()).isEmpty();
            return answer;
        }
    }

    @Test
    void sameCodeIsTheReceiversOwn() {
        assertThat(send(
                        build(ITEM, PART.formatted("public Part() {}", "one")),
                        build(ITEM, PART.formatted("public Part() {}", "one"))))
                .isEqualTo("item of one, the receiver's own");
    }

    @Test
    void otherCodeIsShipped() {
        assertThat(send(
                        build(ITEM, PART.formatted("public Part() {}", "one")),
                        build(ITEM.replace("item", "thing"), PART.formatted("public Part() {}", "one"))))
                .isEqualTo("item of one, shipped");
    }

    @Test
    void sameCodeThatUsesOtherCodeIsShipped() {
        assertThat(send(
                        build(ITEM, PART.formatted("public Part() {}", "one")),
                        build(ITEM, PART.formatted("public Part() {}", "two"))))
                .isEqualTo("item of one, shipped");
    }

    @Test
    void codeWithPackagePrivatePartsIsShipped() {
        assertThat(send(
                        build(ITEM, PART.formatted("Part() {}", "one")),
                        build(ITEM, PART.formatted("Part() {}", "one"))))
                .isEqualTo("item of one, shipped");
    }

    @Test
    void codeThatBringsStaticStateIsShipped() {
        assertThat(send(build(ITEM_WITH_STATE), build(ITEM_WITH_STATE))).isEqualTo("item 1, shipped");
    }
}
