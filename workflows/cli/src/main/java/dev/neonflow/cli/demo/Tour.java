package dev.neonflow.cli.demo;

import dev.neonflow.cli.Console;
import dev.neonflow.cli.Terminal;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.Workflow;
import dev.neonflow.workflows.WorkflowResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what happens, section by section. */
public final class Tour {

  private static final Pattern PARAGRAPH = Pattern.compile("<p>(.*?)</p>", Pattern.DOTALL);
  private static final int COMMENT_LINES = 24;

  private final Terminal terminal;
  private final boolean together;
  private final Consumer<URI> result;
  private int section;

  /**
   * A tour.
   *
   * @param together whether the result is read where the rest is
   * @param result is given the preview's URL, the tour's one result
   */
  Tour(Terminal terminal, boolean together, Consumer<URI> result) {
    this.terminal = terminal;
    this.together = together;
    this.result = result;
  }

  /** Begins a section. */
  void section(String title) {
    section++;
    terminal.title(section + ". " + title);
  }

  /** Says something. */
  void say(String text) {
    terminal.line("   " + text);
  }

  /** Shows what is going to happen. */
  public void plan(Plan plan) {
    section("The plan: what neonflow.preview().forPr(42).migrate().deploy().comment() means");
    plan.toText().lines().skip(1).forEach(line -> terminal.line(" " + line));
  }

  /** Runs a workflow and shows each step as it ends. */
  public WorkflowResult live(Workflow<?> workflow) {
    section("Live: each step as it ends");
    return shown(workflow);
  }

  /** Runs the workflow that removes the preview. */
  public WorkflowResult tearDown(Workflow<?> workflow) {
    section("Tear down, as when the pull request is merged");
    return shown(workflow);
  }

  /** Runs a workflow and shows each step as it ends, within a section. */
  WorkflowResult shown(Workflow<?> workflow) {
    try (Console console = Console.on(terminal)) {
      return withListener(workflow, console);
    }
  }

  private static <W extends Workflow<W>> WorkflowResult withListener(
      Workflow<W> workflow, Console console) {
    return workflow.listener(console).run();
  }

  /** Fetches the preview's page and shows what it says. */
  public void visit(URI url) throws IOException, InterruptedException {
    section("The preview, as the reviewer sees it");
    if (together) {
      terminal.prompt("   open     ");
    } else {
      say("open     " + url);
    }
    result.accept(url);
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofString());
    Matcher text = PARAGRAPH.matcher(page.body());
    if (page.statusCode() != 200 || !text.find()) {
      throw new IOException(url + " answered " + page.statusCode() + ": " + page.body());
    }
    say("answers  " + text.group(1));
    say("         (the levels are what the pull request's migration computed)");
  }

  /** Shows the report. */
  public void read(Path comment) throws IOException {
    section("The comment on the pull request (here: a file)");
    List<String> lines = Files.readAllLines(comment);
    lines.stream().limit(COMMENT_LINES).forEach(line -> terminal.line("   | " + line));
  }

  /** Shows what production was and what it is. */
  void compare(Production.State was, Production.State is) {
    section("Production was not touched");
    row("", "before", "after");
    row("schema version", Integer.toString(was.version()), Integer.toString(is.version()));
    row("orders", count(was.orders()), count(is.orders()));
    row("checksum of all", was.shortChecksum(), is.shortChecksum());
  }

  private static String count(long many) {
    return String.format(Locale.ROOT, "%,d", many);
  }

  private void row(String what, String before, String after) {
    say(String.format(Locale.ROOT, "%-16s %-14s %s", what, before, after));
  }

  /** Says how it ended. */
  void end(String text) {
    terminal.line("");
    terminal.line(text);
    terminal.line("To look around in one: neonflow demo --keep");
  }
}
