package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.paging.Pages;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
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
}
