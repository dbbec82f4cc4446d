package io.picklejar.coupling;

import java.util.List;

/**
 * Ways in which a class uses what another one does not offer to everybody. Classes named {@code Ref…} are those that the
 * receiver has. Each {@code Job.job()} returns a function without arguments.
 */
final class AccessCases {
    private AccessCases() {}

    /** A case: its package, what its job returns, and its source. */
    record Case(String name, String expected, String source) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String TABLES = """
            package %1$s;
            public class RefTables {
                static int count = 40;
                int size = 1;
                long wide = 2L;
                RefTables() {}
                RefTables(int size, long wide) { this.size = size; this.wide = wide; }
                RefTables(String text) { this.size = text.length(); }
                static String find(String key) { return "found " + key; }
                String get(int index, double factor) { return size + ":" + index * factor; }
                protected String hidden() { return "hidden"; }
                public static RefTables make() { return new RefTables(); }
                public String toString() { return "T" + size + wide; }
            }
            """;

    private static Case onTables(String name, String expected, String body) {
        return new Case(name, expected, TABLES.formatted(name) + """
                package %1$s;
                public class Job {
                    public static java.util.function.Supplier<String> job() { %2$s }
                }
                """.formatted(name, body));
    }

    static List<Case> all() {
        return List.of(
                onTables("staticMethod", "found a", "return () -> RefTables.find(\"a\");"),
                onTables("staticRead", "40", "return () -> \"\" + RefTables.count;"),
                onTables("staticWrite", "7", "return () -> { RefTables.count = 7; return \"\" + RefTables.count++; };"),
                onTables("fieldRead", "1", "RefTables t = RefTables.make(); return () -> \"\" + t.size;"),
                onTables(
                        "fieldWrite",
                        "69",
                        "RefTables t = RefTables.make(); return () -> { t.size = 6; t.wide += 7; return \"\" + t.size + t.wide; };"),
                onTables("method", "1:1.5", "RefTables t = RefTables.make(); return () -> t.get(3, 0.5);"),
                onTables("protectedMethod", "hidden", "RefTables t = RefTables.make(); return () -> t.hidden();"),
                onTables("constructor", "T12", "return () -> new RefTables().toString();"),
                onTables("constructorOfWide", "T34", "return () -> new RefTables(3, 4L).toString();"),
                onTables(
                        "constructorWithBranch",
                        "T52",
                        "String n = null; return () -> new RefTables(n == null ? \"x\".length() > 0 ? \"empty\" : \"\" : n).toString();"),
                onTables(
                        "nestedConstructors",
                        "T32",
                        "return () -> new RefTables(new RefTables(new RefTables().toString()).toString()).toString();"),
                onTables("constructorUnused", "done", "return () -> { new RefTables(3, 4L); return \"done\"; };"),
                onTables(
                        "staticReference",
                        "found b",
                        "return () -> java.util.stream.Stream.of(\"b\").map(RefTables::find).findFirst().get();"),
                onTables(
                        "constructorReference",
                        "T32",
                        "return () -> java.util.stream.Stream.of(\"abc\").map(RefTables::new).findFirst().get().toString();"),
                onTables("boundReference", "1:2.0", """
                        RefTables t = RefTables.make();
                        return () -> { java.util.function.Function<Integer, String> f = i -> t.get(i, 1);
                            java.util.function.Supplier<String> g = t::hidden; g.get(); return f.apply(2); };"""),
                onTables("referenceAsRoot", "hidden", "RefTables t = RefTables.make(); return t::hidden;"),
                new Case("referenceAsOwnInterface", "found c", TABLES.formatted("referenceAsOwnInterface") + """
                        package referenceAsOwnInterface;
                        public class Job {
                            interface Finder { String look(String key); }
                            public static java.util.function.Supplier<String> job() {
                                return () -> { Finder f = RefTables::find; return f.look("c"); };
                            }
                        }
                        """),
                new Case("subclass", "hidden1found s:T12", TABLES.formatted("subclass") + """
                        package subclass;
                        public class Job extends RefTables implements java.util.function.Supplier<String> {
                            public static Object job() { return new Job(); }
                            public Job() { super(); }
                            public String get() { return hidden() + size + find("s") + ":" + super.toString(); }
                        }
                        """),
                new Case("superCall", "base 2/base 3/own", """
                        package superCall;
                        public class RefBase {
                            public RefBase() {}
                            String get(int index) { return "base " + index; }
                        }
                        package superCall;
                        public class Job {
                            static class Own extends RefBase {
                                String get() { return "own"; }
                                String both() { return super.get(2) + "/" + get(3) + "/" + get(); }
                            }
                            public static java.util.function.Supplier<String> job() { return () -> new Own().both(); }
                        }
                        """),
                new Case("overriddenPackagePrivate", "mine", """
                        package overriddenPackagePrivate;
                        public class RefBase {
                            public RefBase() {}
                            String part() { return "base"; }
                            public String whole() { return part(); }
                        }
                        package overriddenPackagePrivate;
                        public class Job extends RefBase {
                            String part() { return "mine"; }
                            public static java.util.function.Supplier<String> job() { return () -> new Job().whole(); }
                        }
                        """),
                new Case("packagePrivateClass", "e:true", """
                        package packagePrivateClass;
                        class RefEntry {
                            static int made;
                            final String key;
                            RefEntry(String key) { this.key = key; made++; }
                            String show() { return key + ":" + (made > 0); }
                        }
                        package packagePrivateClass;
                        public class Job {
                            public static java.util.function.Supplier<String> job() { return () -> new RefEntry("e").show(); }
                        }
                        """),
                new Case("packagePrivateObjectAsData", "e", """
                        package packagePrivateObjectAsData;
                        class RefEntry {
                            final String key;
                            RefEntry(String key) { this.key = key; }
                        }
                        package packagePrivateObjectAsData;
                        public class Job {
                            public static java.util.function.Supplier<String> job() {
                                RefEntry entry = new RefEntry("e");
                                Object[] twice = {entry, entry};
                                return () -> ((RefEntry) twice[0]).key + (twice[0] == twice[1] && twice[1] == entry ? "" : "!");
                            }
                        }
                        """),
                new Case("packagePrivateThroughPublic", "k", """
                        package packagePrivateThroughPublic;
                        class RefEntry { String key() { return "k"; } }
                        package packagePrivateThroughPublic;
                        public class RefRegistry { public static RefEntry find() { return new RefEntry(); } }
                        package packagePrivateThroughPublic;
                        public class Job {
                            public static java.util.function.Supplier<String> job() { return () -> RefRegistry.find().key(); }
                        }
                        """),
                new Case("packagePrivateSuperclass", "base own", """
                        package packagePrivateSuperclass;
                        abstract class RefBase implements java.util.function.Supplier<String> {
                            public String get() { return "base " + own(); }
                            abstract String own();
                        }
                        package packagePrivateSuperclass;
                        public class Job extends RefBase {
                            String own() { return "own"; }
                            public static Object job() { return new Job(); }
                        }
                        """),
                new Case("packagePrivateException", "caught x", """
                        package packagePrivateException;
                        class RefFailure extends RuntimeException { RefFailure(String m) { super(m); } }
                        package packagePrivateException;
                        public class Job {
                            public static java.util.function.Supplier<String> job() {
                                return () -> { try { throw new RefFailure("x"); } catch (RefFailure e) { return "caught " + e.getMessage(); } };
                            }
                        }
                        """),
                new Case("sealedSupertype", "square", """
                        package sealedSupertype;
                        public sealed interface RefShape permits RefCircle, Job {}
                        package sealedSupertype;
                        public final class RefCircle implements RefShape {}
                        package sealedSupertype;
                        public final class Job implements RefShape {
                            static String name(RefShape shape) { return shape instanceof RefCircle ? "circle" : "square"; }
                            public static java.util.function.Supplier<String> job() { return () -> name(new Job()); }
                        }
                        """),
                new Case("protectedFromOtherPackage", "p:3:made", """
                        package protectedFromOtherPackage.lib;
                        public class RefBase {
                            protected static int shared = 3;
                            protected final String text;
                            protected RefBase(String text) { this.text = text; }
                            protected String made() { return "made"; }
                        }
                        package protectedFromOtherPackage;
                        public class Job extends protectedFromOtherPackage.lib.RefBase {
                            Job() { super("p"); }
                            String all() { return text + ":" + shared + ":" + super.made(); }
                            public static java.util.function.Supplier<String> job() {
                                return () -> { Job j = new Job(); java.util.function.Supplier<String> s = j::made; return j.all().replace("made", s.get()); };
                            }
                        }
                        """),
                new Case("protectedConstructorInPackage", "anon", """
                        package protectedConstructorInPackage;
                        public abstract class RefBase {
                            protected RefBase() {}
                            protected abstract String name();
                            public String call() { return name(); }
                        }
                        package protectedConstructorInPackage;
                        public class Job {
                            public static java.util.function.Supplier<String> job() {
                                return () -> new RefBase() { protected String name() { return "anon"; } }.call();
                            }
                        }
                        """),
                new Case("inheritedThroughPackagePrivateParent", "up", """
                        package inheritedThroughPackagePrivateParent;
                        class RefParent { String up() { return "up"; } }
                        package inheritedThroughPackagePrivateParent;
                        public class RefChild extends RefParent {}
                        package inheritedThroughPackagePrivateParent;
                        public class Job {
                            public static java.util.function.Supplier<String> job() { return () -> new RefChild().up(); }
                        }
                        """),
                new Case("callbackThroughInterface", "called back", """
                        package callbackThroughInterface;
                        public interface RefTask { Object call(RefTask self); }
                        package callbackThroughInterface;
                        public class RefRunner {
                            public static Object run(RefTask task) { return task.call(task); }
                            public static Object unused() { return new Job(); }
                        }
                        package callbackThroughInterface;
                        public class Job implements RefTask {
                            public Object call(RefTask self) { return "called " + ((Job) self).word(); }
                            String word() { return "back"; }
                            public static java.util.function.Supplier<Object> job() { return () -> RefRunner.run(new Job()); }
                        }
                        """));
    }
}
