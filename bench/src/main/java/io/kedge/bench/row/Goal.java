package io.kedge.bench.row;

import io.kedge.bench.contender.Contenders;
import io.kedge.bench.figure.RowResult;
import io.kedge.bench.figure.Spread;
import io.kedge.bench.figure.Unit;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's figure is to be: the limit itself, or a multiple of somebody else's in the same run.
 *
 * @param figure  its name
 * @param against whose figure is the measure; null: the limit is absolute
 * @param most    the highest value, or multiple, that is good
 */
public record Goal(String figure, @Nullable String against, double most) {

    /** {@return a goal without a peer} */
    public static Goal atMost(String figure, double most) {
        return new Goal(figure, null, most);
    }

    /** {@return what came of it in a sentence, whether reached or not} */
    public String verdict(RowResult result) {
        Spread own = result.spread(Contenders.KEDGE, figure).orElse(null);
        if (own == null) {
            return "**not measured**: " + figure;
        }
        return against == null ? absolute(own) : relative(own, result, against);
    }

    private String absolute(Spread own) {
        return mark(own.median()) + ": " + figure + " " + own.unit().text(own.median()) + ", goal at most " + own.unit().text(most);
    }

    private String relative(Spread own, RowResult result, String peer) {
        String title = Contenders.titleOf(peer);
        Spread theirs = result.spread(peer, figure).orElse(null);
        if (theirs == null) {
            return "**not measured**: " + figure + " of " + title + ", which the goal is relative to";
        }
        double ratio = own.median() / theirs.median();
        return mark(ratio) + ": " + figure + " " + Unit.COUNT.text(ratio) + " x that of " + title + ", goal at most " + Unit.COUNT.text(most);
    }

    private String mark(double value) {
        return value <= most ? "reached" : "**not reached**";
    }
}
