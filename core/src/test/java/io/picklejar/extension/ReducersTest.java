package io.picklejar.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.reduce.Reduction;
import io.picklejar.testkit.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reducers of the user. */
final class ReducersTest {
    private static final PickleJar BY_ARGUMENTS = PickleJar.builder()
            .reducer(
                    Connection.class,
                    (connection, context) ->
                            Reduction.of(arguments -> new Connection((String) arguments[0]), connection.address))
            .build();

    @Test
    void reducerMakesTheObjectFromArguments() {
        Connection copy = BY_ARGUMENTS.loads(BY_ARGUMENTS.dumps(new Connection("host:1")));

        assertThat(copy.address).isEqualTo("host:1");
        assertThat(copy.thread.getName()).isEqualTo("to host:1");
    }

    @Test
    void reducerIsAskedInsideOfOtherObjects() {
        Connection connection = new Connection("host:2");
        List<Connection> twice = new ArrayList<>(List.of(connection, connection));

        List<Connection> copy = BY_ARGUMENTS.loads(BY_ARGUMENTS.dumps(twice));

        assertThat(copy.get(0).address).isEqualTo("host:2");
        assertThat(copy.get(1)).isSameAs(copy.get(0));
    }

    @Test
    void reducerIsAskedForSubclasses() {
        Connection copy = BY_ARGUMENTS.loads(BY_ARGUMENTS.dumps(new SecureConnection("host:3")));

        assertThat(copy.getClass()).isSameAs(Connection.class);
        assertThat(copy.address).isEqualTo("host:3");
    }

    @Test
    void theReducerOfTheVeryClassComesFirst() {
        PickleJar jar = BY_ARGUMENTS.toBuilder()
                .reducer(
                        SecureConnection.class,
                        (connection, context) -> Reduction.of(
                                arguments -> new SecureConnection((String) arguments[0]), connection.address))
                .build();

        assertThat(jar.<Object>loads(jar.dumps(new SecureConnection("host:4"))).getClass())
                .isSameAs(SecureConnection.class);
    }

    @Test
    void reducerThatAnswersNullIsPassedOver() {
        PickleJar jar = PickleJar.builder()
                .reducer(Node.class, (node, context) -> null)
                .reducerOverride((value, context) -> null)
                .build();

        assertThat(jar.<Node>loads(jar.dumps(new Node("plain"))).name).isEqualTo("plain");
    }

    @Test
    void stateIsSetAfterTheObjectIsKnown() {
        PickleJar jar = PickleJar.builder()
                .reducer(
                        Node.class,
                        (node, context) -> Reduction.of(arguments -> new Node((String) arguments[0]), node.name)
                                .withState(node.next, (made, state) -> made.next = (Node) state))
                .build();
        Node ring = new Node("first");
        ring.next = new Node("second");
        ring.next.next = ring;

        Node copy = jar.loads(jar.dumps(ring));

        assertThat(copy.next.name).isEqualTo("second");
        assertThat(copy.next.next).isSameAs(copy);
    }

    @Test
    void listItemsAndMapItemsAreAdded() {
        PickleJar jar = PickleJar.builder()
                .reducer(
                        OwnList.class,
                        (list, context) -> Reduction.of(arguments -> new OwnList((String) arguments[0]), list.name)
                                .withListItems(list))
                .reducer(
                        OwnMap.class,
                        (map, context) ->
                                Reduction.of(arguments -> new OwnMap()).withMapItems(map.entrySet()))
                .build();
        OwnList list = new OwnList("named");
        list.add("a");
        list.add(list);
        OwnMap map = new OwnMap();
        map.put("self", map);

        OwnList listCopy = jar.loads(jar.dumps(list));
        OwnMap mapCopy = jar.loads(jar.dumps(map));

        assertThat(listCopy.name).isEqualTo("named");
        assertThat(listCopy.get(0)).isEqualTo("a");
        assertThat(listCopy.get(1)).isSameAs(listCopy);
        assertThat(mapCopy.get("self")).isSameAs(mapCopy);
    }

    @Test
    void theOverrideIsAskedFirst() {
        List<Class<?>> asked = new ArrayList<>();
        PickleJar jar = BY_ARGUMENTS.toBuilder()
                .reducerOverride((value, context) -> {
                    asked.add(value.getClass());
                    return value instanceof Connection ? Reduction.of(arguments -> "overridden") : null;
                })
                .build();

        List<Object> copy = jar.loads(jar.dumps(new ArrayList<>(List.of(new Connection("host:5"), "text", 1))));

        assertThat(copy).containsExactly("overridden", "text", 1);
        assertThat(asked).contains(ArrayList.class, Connection.class).doesNotContain(String.class, Integer.class);
    }

    @Test
    void reducersOfOneJarAreNotThoseOfAnother() {
        assertThat(PickleJar.builder().build().<Node>loads(CloudPickle.dumps(new Node("x"))).name)
                .isEqualTo("x");
    }

    @Test
    void makersTravelByValue() {
        PickleJar jar = BY_ARGUMENTS.toBuilder()
                .byValue(ClassRule.packageName("io.picklejar.extension"))
                .build();
        try (Worker worker = Worker.start()) {
            Connection connection = new Connection("host:6");
            String there = worker.call(jar, () -> connection.thread.getName() + " and " + connection.address);

            assertThat(there).isEqualTo("to host:6 and host:6");
            assertThat(worker.output()).isEmpty();
        }
    }

    @Test
    void reducersOfServiceProvidersAreAsked() {
        Provided copy = CloudPickle.loads(CloudPickle.dumps(new Provided("text")));

        assertThat(copy.text).isEqualTo("text, made by a provider");
    }

    private static class Connection {
        final String address;
        final Thread thread;

        Connection(String address) {
            this.address = address;
            this.thread = new Thread("to " + address);
        }
    }

    private static final class SecureConnection extends Connection {
        SecureConnection(String address) {
            super(address);
        }
    }

    private static final class Node {
        private final String name;
        private Node next;

        Node(String name) {
            this.name = name;
        }
    }

    @SuppressWarnings("serial")
    private static final class OwnList extends ArrayList<Object> {
        private final String name;

        OwnList(String name) {
            this.name = name;
        }
    }

    @SuppressWarnings("serial")
    private static final class OwnMap extends HashMap<String, Object> implements Map<String, Object> {}
}
