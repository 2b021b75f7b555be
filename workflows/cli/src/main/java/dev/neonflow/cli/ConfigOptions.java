package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code config} understands, and what it shows. */
@Examples({
  "neonflow config",
  "neonflow config project-id",
  "neonflow config NEON_API_KEY --output json"
})
public final class ConfigOptions extends ProgramOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "One setting, by the name of its option or variable (default: all).")
  private @Nullable String name;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** Made by the parser. */
  public ConfigOptions() {}

  /** Shows the setting that is named, or all of them. */
  public int show() {
    program().settings().warnings().forEach(terminal()::always);
    List<ShownSetting> all = ShownSetting.all(program().settings(), command);
    if (name == null) {
      return succeed(text(all), Map.of("items", all.stream().map(ShownSetting::fields).toList()));
    }
    String wanted = name.replaceFirst("^--(no-)?", "");
    ShownSetting found =
        all.stream()
            .filter(setting -> setting.isCalled(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    PreconditionException.usage(
                        "there is no setting '" + name + "'", "see all of them: neonflow config"));
    terminal().line("from: " + found.origin());
    return succeed(found.shown(), found.fields());
  }

  private static String text(List<ShownSetting> all) {
    int width = all.stream().mapToInt(setting -> setting.name().length()).max().orElse(1);
    return lines(all.stream().filter(ShownSetting::isSet).toList(), width)
        + "\n\n"
        + lines(all.stream().filter(setting -> !setting.isSet()).toList(), width);
  }

  private static String lines(List<ShownSetting> settings, int width) {
    return settings.stream()
        .map(
            setting ->
                String.format(
                    Locale.ROOT,
                    "%-" + width + "s  %s  (%s)",
                    setting.name(),
                    setting.shown(),
                    setting.origin()))
        .collect(Collectors.joining("\n"));
  }
}
