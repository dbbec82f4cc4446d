package io.picklejar.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.picklejar.PickleJar;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The child JVM of {@link Worker}: answers requests until its parent is gone. Of the tests, it sees only its protocol. */
final class WorkerMain {
    private final Map<Integer, Object> held = new HashMap<>();
    private int lastHandle;

    private WorkerMain() {}

    /** Connects to the parent's port, the only argument. */
    public static void main(String[] arguments) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
            socket.setTcpNoDelay(true);
            WorkerFrames frames = new WorkerFrames(
                    new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                    new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
            new WorkerMain().serve(frames);
        } catch (EOFException | SocketException e) {
            // The parent is gone; so shall be threads that shipped code has started.
            Runtime.getRuntime().halt(0);
        }
    }

    private void serve(WorkerFrames frames) throws IOException {
        while (true) {
            WorkerFrames.Message request = frames.read();
            byte[] answer;
            try {
                answer = answer(request);
            } catch (Throwable e) {
                Throwable thrown = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                frames.write(
                        "failed",
                        thrown.getClass().getName().getBytes(UTF_8),
                        String.valueOf(thrown.getMessage()).getBytes(UTF_8),
                        trace.toString().getBytes(UTF_8));
                continue;
            }
            frames.write("ok", answer);
        }
    }

    private byte[] answer(WorkerFrames.Message request) throws Exception {
        return switch (request.word()) {
            case "run" -> PickleJar.standard().dumps(run(load(request.part(0))));
            case "echo" -> PickleJar.standard().dumps(load(request.part(0)));
            case "load" -> hold(load(request.part(0)));
            case "dump" -> PickleJar.standard().dumps(held.get(handle(request)));
            case "describe" -> String.valueOf(held.get(handle(request))).getBytes(UTF_8);
            case "forget" -> forget(handle(request));
            case "hasClass" -> hasClass(new String(request.part(0), UTF_8));
            case "metaspaceUsed" -> number(metaspaceUsed());
            case "heapUsed" -> number(heapUsed());
            case "classesLoaded" -> number(classesLoaded());
            case "javaVersion" -> number(Runtime.version().feature());
            default -> throw new IllegalArgumentException("unknown operation " + request.word());
        };
    }

    private static Object load(byte[] pickle) {
        return PickleJar.standard().loads(pickle);
    }

    private static Object run(Object call) throws Exception {
        Object[] words = call instanceof Object[] array ? array : new Object[] {call};
        Object[] values = Arrays.copyOfRange(words, 1, words.length);
        return onlyMethod(words[0], values.length).invoke(words[0], values);
    }

    /** The abstract method of the function's functional interface. */
    private static Method onlyMethod(Object function, int parameters) {
        Deque<Class<?>> types = new ArrayDeque<>();
        for (Class<?> type = function.getClass(); type != null; type = type.getSuperclass()) {
            types.addAll(Arrays.asList(type.getInterfaces()));
        }
        while (!types.isEmpty()) {
            Class<?> type = types.removeFirst();
            types.addAll(Arrays.asList(type.getInterfaces()));
            for (Method method : type.getMethods()) {
                if (Modifier.isAbstract(method.getModifiers()) && method.getParameterCount() == parameters) {
                    // An interface of the JDK is public and needs no such thing.
                    if (!Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
                        method.setAccessible(true);
                    }
                    return method;
                }
            }
        }
        throw new IllegalArgumentException(
                function.getClass().getName() + " is no function of " + parameters + " arguments");
    }

    private byte[] hold(Object value) {
        held.put(++lastHandle, value);
        return ByteBuffer.allocate(Integer.BYTES).putInt(lastHandle).array();
    }

    private byte[] forget(int handle) {
        held.remove(handle);
        return new byte[0];
    }

    private int handle(WorkerFrames.Message request) {
        int handle = ByteBuffer.wrap(request.part(0)).getInt();
        if (!held.containsKey(handle)) {
            throw new IllegalArgumentException("no object is held under handle " + handle);
        }
        return handle;
    }

    private static byte[] hasClass(String name) {
        try {
            Class.forName(name, false, Thread.currentThread().getContextClassLoader());
            return new byte[] {1};
        } catch (ClassNotFoundException e) {
            return new byte[] {0};
        }
    }

    private static long metaspaceUsed() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static long heapUsed() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long classesLoaded() {
        System.gc();
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
