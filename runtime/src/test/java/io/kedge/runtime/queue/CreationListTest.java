package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CreationListTest {
    private final CreationList<String> list = new CreationList<>();

    @Test
    void orderIsThatOfAdding() {
        List<String> many = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
        many.forEach(list::add);
        assertEquals(many, List.copyOf(list.view()));
        List<String> left = new ArrayList<>(many);
        for (int i = 0; i < 1_000; i += 3) {
            list.remove(many.get(i));
            left.remove(many.get(i));
        }
        list.remove(many.getFirst());
        list.add(many.getFirst());
        left.addLast(many.getFirst());
        assertEquals(left, List.copyOf(list.view()));
    }
}
