package io.picklejar.reduce;

import io.picklejar.policy.CodeOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What means nothing in another JVM (threads, locks, connections, iterators of the JDK), and what to do about it. By name,
 * since most of these types need not be there. For the engine only.
 *
 * <p>cloudpickle refuses them with a bare {@code TypeError: cannot pickle '_thread.lock' object}.
 */
public final class LiveResources {
    /** Why objects of a type do not travel, and what the user can do. */
    private record Reason(String what, String advice) implements Reducer<Object> {
        @Override
        public Reduction<?> reduce(Object value, ReduceContext context) {
            throw context.refuse("cannot pickle a " + value.getClass().getName() + ": " + what, advice);
        }
    }

    private static final Map<String, Reducer<Object>> BY_NAME = new HashMap<>();

    private static final String OR = "make the field transient, or replace it with PickleJar.builder().onUnpicklable";

    static {
        add(
                "a thread runs in one JVM only",
                "start it where it is needed, " + OR,
                "java.lang.Thread",
                "java.lang.ThreadGroup",
                "java.util.Timer",
                "java.util.TimerTask");
        add(
                "an executor owns threads of this JVM",
                "make it where it is used, " + OR,
                "java.util.concurrent.Executor",
                "java.util.concurrent.ForkJoinPool");
        add(
                "the result of a computation that runs in this JVM is not there yet",
                "wait for it, and capture what it gives",
                "java.util.concurrent.Future",
                "java.util.concurrent.CompletionStage");
        add(
                "who holds a lock is known to one JVM only",
                "make the field transient, or let the receiver make a new one with"
                        + " PickleJar.builder().onUnpicklable(…, Substitute.FRESH)",
                "java.util.concurrent.locks.Lock",
                "java.util.concurrent.locks.ReadWriteLock",
                "java.util.concurrent.locks.StampedLock",
                "java.util.concurrent.locks.Condition",
                "java.util.concurrent.locks.AbstractOwnableSynchronizer",
                "java.util.concurrent.Semaphore",
                "java.util.concurrent.CountDownLatch",
                "java.util.concurrent.CyclicBarrier",
                "java.util.concurrent.Phaser",
                "java.util.concurrent.Exchanger");
        add(
                "its values belong to the threads of this JVM",
                "capture the value, or let the receiver make an empty one with"
                        + " PickleJar.builder().onUnpicklable(…, Substitute.FRESH)",
                "java.lang.ThreadLocal");
        add(
                "a connection of this JVM",
                "open it where it is used, " + OR,
                "java.net.Socket",
                "java.net.ServerSocket",
                "java.net.DatagramSocket",
                "java.net.URLConnection",
                "java.net.http.HttpClient",
                "java.nio.channels.Channel",
                "java.nio.channels.Selector",
                "java.nio.channels.FileLock",
                "java.nio.file.FileSystem",
                "java.nio.file.WatchService",
                "java.lang.Process",
                "java.lang.ProcessHandle");
        for (String file : List.of(
                "java.io.FileInputStream",
                "java.io.FileOutputStream",
                "java.io.RandomAccessFile",
                "java.nio.channels.FileChannel")) {
            BY_NAME.put(file, OpenFiles::refuse);
        }
        add(
                "an iterator or stream that has begun cannot go on elsewhere",
                "capture the collection that it goes through",
                "java.util.Iterator",
                "java.util.Enumeration",
                "java.util.Spliterator",
                "java.util.stream.BaseStream",
                "java.util.Scanner");
        add(
                "it holds memory outside of the heap of this JVM",
                "open it where it is used, " + OR,
                "java.util.zip.Inflater",
                "java.util.zip.Deflater",
                "java.util.zip.ZipFile",
                "java.lang.foreign.MemorySegment",
                "java.lang.foreign.Arena",
                "java.lang.ref.Cleaner");
        add(
                "a class loader is a part of this JVM",
                "capture the names of classes, or the classes themselves",
                "java.lang.ClassLoader",
                "java.lang.invoke.MethodHandles$Lookup");
    }

    private LiveResources() {}

    private static void add(String what, String advice, String... names) {
        for (String name : names) {
            BY_NAME.put(name, new Reason(what, advice));
        }
    }

    /**
     * Refuses objects of the class, or null if they may travel. Classes of the JDK count that it is or extends, interfaces only
     * where the JDK implements them: an iterator of the user's is an object like any other.
     */
    public static @Nullable Reducer<Object> refusing(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            Reducer<Object> reason = CodeOrigin.isJdk(each) ? find(each) : null;
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private static @Nullable Reducer<Object> find(Class<?> type) {
        Reducer<Object> reason = BY_NAME.get(type.getName());
        for (Class<?> each : type.getInterfaces()) {
            reason = reason == null ? find(each) : reason;
        }
        return reason;
    }
}
