package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.paging.Pages;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final List<String> asked = new ArrayList<>();

  private Page<Integer> fetch(String cursor) {
    asked.add(String.valueOf(cursor));
    return switch (String.valueOf(cursor)) {
      case "null" -> new Page<>(List.of(1, 2), "b");
      case "b" -> new Page<>(List.of(3), "c");
      default -> new Page<>(List.of(), "c");
    };
  }

  @Test
  void items_comePageAfterPage() {
    assertEquals(List.of(1, 2, 3), Pages.of(this::fetch).stream().toList());
    assertEquals(List.of("null", "b", "c"), asked);
  }

  @Test
  void pages_areFetchedOnlyWhenNeeded() {
    assertEquals(2, Pages.of(this::fetch).stream().filter(i -> i == 2).findFirst().orElseThrow());
    assertEquals(List.of("null"), asked);
  }

  @Test
  void cursorThatComesAgain_endsTheWalk() {
    Pages<Integer> pages = Pages.of(cursor -> new Page<>(List.of(1), "same"));
    assertEquals(List.of(1, 1), pages.stream().toList());
    Iterator<Integer> empty = Pages.<Integer>of(c -> new Page<>(List.of(), null)).iterator();
    assertThrows(NoSuchElementException.class, empty::next);
  }

  @Test
  void tenThousandItems_areNeverHeldAsMoreThanOnePage() {
    List<WeakReference<List<byte[]>>> pages = new ArrayList<>();
    AtomicInteger consumed = new AtomicInteger();
    Pages<byte[]> walk =
        Pages.of(
            cursor -> {
              int number = cursor == null ? 0 : Integer.parseInt(cursor);
              assertEquals(100 * number, consumed.get(), "asked before it was needed");
              if (number % 20 == 19) {
                System.gc();
                assertEquals(0, pages.stream().filter(page -> page.get() != null).count());
              }
              List<byte[]> items = Stream.generate(() -> new byte[10]).limit(100).toList();
              Page<byte[]> page = new Page<>(items, number == 99 ? null : "" + (number + 1));
              pages.add(new WeakReference<>(page.items()));
              return page;
            });
    walk.forEach(item -> consumed.incrementAndGet());
    assertEquals(10_000, consumed.get());
  }

  @Test
  void pageThatFails_isAskedForAgain() {
    AtomicInteger calls = new AtomicInteger();
    Iterator<Integer> walk =
        Pages.of(
                cursor -> {
                  if (calls.incrementAndGet() == 2) {
                    throw new IllegalStateException("this time");
                  }
                  return fetch(cursor);
                })
            .iterator();
    assertEquals(1, walk.next());
    assertEquals(2, walk.next());
    assertThrows(IllegalStateException.class, walk::hasNext);
    assertEquals(3, walk.next());
  }
}
