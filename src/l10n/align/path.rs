//! The cheapest way through two sequences, and by how much any other is dearer.
//!
//! Both ends of every way are known, so the cheapest that avoids a step is the cheapest of what goes around it: what
//! leads there, the step, and what follows. Hence two tables, from the start and from the end.
//!
//! Where a table would be large, what lies far off the diagonal is not looked at: it has at most little more than
//! `CELLS` cells, of 20 bytes each. Longer sequences are cut in proportion, one table after the other.

use std::ops::Range;

/// The most cells of a table.
const CELLS: usize = 1 << 20;
/// The most of one side that one table is made of.
const PIECE: usize = 10_000;
/// Tables up to this size are looked at as a whole.
const SMALL: usize = 1 << 18;
/// How far off the diagonal large tables go, if their sides are equally long.
const FAR: usize = 40;
/// How far off the diagonal it is looked whether another way is better than straight ahead.
const NEAR: usize = 8;

/// What steps cost, by where they stand. Those that leave out something must be finite.
pub(super) trait Costs {
    /// One and one.
    fn pair(&self, source: usize, translation: usize) -> f32;
    /// One, and two from `translation` on.
    fn split(&self, source: usize, translation: usize) -> f32;
    /// Two from `source` on, and one.
    fn merge(&self, source: usize, translation: usize) -> f32;
    /// One that the translation lacks.
    fn gone(&self, source: usize) -> f32;
    /// One that the source lacks.
    fn added(&self, translation: usize) -> f32;
}

/// A step of a way.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// What it takes of the source.
    pub(super) source: Range<usize>,
    /// What it takes of the translation.
    pub(super) translation: Range<usize>,
    /// How much dearer the cheapest way without it is; below zero off the cheapest way.
    pub(super) margin: f32,
}

/// The cheapest way.
pub(super) fn best(
    source: Range<usize>,
    translation: Range<usize>,
    costs: &impl Costs,
) -> Vec<Step> {
    let pieces = pieces(&source, &translation);
    let is_cut = pieces.len() > 1;
    let mut steps = Vec::with_capacity(source.len().max(translation.len()));
    for (source, translation) in pieces {
        let table = Table::new(source, translation, None, costs);
        let moves = table.cheapest();
        let total = table.behind_at(0, 0);
        let found = table.steps(&moves, total);
        // Where the cut was made nobody knows whether it was the right place.
        steps.extend(found.into_iter().map(|step| Step {
            margin: if is_cut { 0.0 } else { step.margin },
            ..step
        }));
    }
    steps
}

/// One and one to the end, of sequences of the same length.
pub(super) fn straight(
    source: Range<usize>,
    translation: Range<usize>,
    costs: &impl Costs,
) -> Vec<Step> {
    let mut steps = Vec::with_capacity(source.len());
    for (source, translation) in pieces(&source, &translation) {
        let moves = vec![Move::PAIR; source.len().min(translation.len())];
        let table = Table::new(source, translation, Some(NEAR), costs);
        let total = (0..moves.len())
            .map(|at| table.cost(at, at, Move::PAIR))
            .sum();
        steps.extend(table.steps(&moves, total));
    }
    steps
}

/// Cut in proportion so that no piece is longer than `PIECE`.
fn pieces(source: &Range<usize>, translation: &Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let count = source.len().max(translation.len()).div_ceil(PIECE).max(1);
    let cut = |range: &Range<usize>, at: usize| range.start + range.len() * at / count;
    let piece = |range, at| cut(range, at)..cut(range, at + 1);
    (0..count)
        .map(|at| (piece(source, at), piece(translation, at)))
        .collect()
}

/// How much a step takes of both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Move {
    source: usize,
    translation: usize,
}

impl Move {
    const PAIR: Move = Move::of(1, 1);
    /// All, the first of equally cheap ones to be taken first.
    const ALL: [Move; 5] = [
        Move::PAIR,
        Move::of(1, 2),
        Move::of(2, 1),
        Move::of(1, 0),
        Move::of(0, 1),
    ];

    const fn of(source: usize, translation: usize) -> Self {
        Move {
            source,
            translation,
        }
    }
}

/// Costs around the diagonal. Row `i` and column `j` stand for what begins after `i` of the source and `j` of the
/// translation.
struct Table {
    source: Range<usize>,
    translation: Range<usize>,
    /// Columns of a row.
    width: usize,
    /// The first column of each row.
    first: Vec<usize>,
    /// Of pair, split and merge, by cell.
    costs: Vec<[f32; 3]>,
    gone: Vec<f32>,
    new: Vec<f32>,
    /// The cheapest way to a cell from the start.
    before: Vec<f32>,
    /// The cheapest way from a cell to the end.
    behind: Vec<f32>,
}

impl Table {
    fn new(
        source: Range<usize>,
        translation: Range<usize>,
        near: Option<usize>,
        costs: &impl Costs,
    ) -> Self {
        let (rows, columns) = (source.len() + 1, translation.len() + 1);
        // The diagonal moves this far with each row, and rows must touch.
        let slope = columns / rows + 2;
        let wanted = match near {
            Some(near) => near,
            None if rows * columns <= SMALL => columns,
            None => (FAR + rows.abs_diff(columns)).min(CELLS / rows / 2),
        };
        let half = wanted.max(slope);
        let width = columns.min(2 * half + 1);
        let first = |row: usize| {
            let diagonal = row * translation.len() / source.len().max(1);
            diagonal.saturating_sub(half).min(columns - width)
        };
        let mut table = Table {
            first: (0..rows).map(first).collect(),
            gone: source.clone().map(|at| costs.gone(at)).collect(),
            new: translation.clone().map(|at| costs.added(at)).collect(),
            costs: Vec::with_capacity(rows * width),
            before: vec![f32::INFINITY; rows * width],
            behind: vec![f32::INFINITY; rows * width],
            source,
            translation,
            width,
        };
        table.weigh(costs);
        table.look_back();
        table.look_ahead();
        table
    }

    fn weigh(&mut self, costs: &impl Costs) {
        for row in 0..=self.source.len() {
            for column in self.columns(row) {
                let cost = |step: Move, of: &dyn Fn(usize, usize) -> f32| match self
                    .fits(row, column, step)
                {
                    true => of(self.source.start + row, self.translation.start + column),
                    false => f32::INFINITY,
                };
                let all = [
                    cost(Move::ALL[0], &|s, t| costs.pair(s, t)),
                    cost(Move::ALL[1], &|s, t| costs.split(s, t)),
                    cost(Move::ALL[2], &|s, t| costs.merge(s, t)),
                ];
                self.costs.push(all);
            }
        }
    }

    fn look_ahead(&mut self) {
        let (rows, columns) = (self.source.len(), self.translation.len());
        for row in (0..=rows).rev() {
            for column in self.columns(row).rev() {
                let cheapest = match (row, column) == (rows, columns) {
                    true => 0.0,
                    false => Move::ALL
                        .into_iter()
                        .map(|step| {
                            self.cost(row, column, step) + self.behind_after(row, column, step)
                        })
                        .fold(f32::INFINITY, f32::min),
                };
                if let Some(cell) = self.cell(row, column) {
                    self.behind[cell] = cheapest;
                }
            }
        }
    }

    fn look_back(&mut self) {
        for row in 0..=self.source.len() {
            for column in self.columns(row) {
                let cheapest = match (row, column) == (0, 0) {
                    true => 0.0,
                    false => Move::ALL
                        .into_iter()
                        .filter_map(|step| {
                            let row = row.checked_sub(step.source)?;
                            let column = column.checked_sub(step.translation)?;
                            let cell = self.cell(row, column)?;
                            Some(self.before[cell] + self.cost(row, column, step))
                        })
                        .fold(f32::INFINITY, f32::min),
                };
                if let Some(cell) = self.cell(row, column) {
                    self.before[cell] = cheapest;
                }
            }
        }
    }

    fn columns(&self, row: usize) -> Range<usize> {
        let first = self.first[row];
        first..first + self.width
    }

    fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let column = column.checked_sub(*self.first.get(row)?)?;
        (column < self.width).then_some(row * self.width + column)
    }

    fn fits(&self, row: usize, column: usize, step: Move) -> bool {
        row + step.source <= self.source.len()
            && column + step.translation <= self.translation.len()
    }

    /// What a step from a cell costs.
    fn cost(&self, row: usize, column: usize, step: Move) -> f32 {
        let known = match (step.source, step.translation) {
            (1, 0) => self.gone.get(row),
            (0, 1) => self.new.get(column),
            (source, translation) => {
                let which = match (source, translation) {
                    (1, 1) => 0,
                    (1, 2) => 1,
                    _ => 2,
                };
                self.cell(row, column).map(|cell| &self.costs[cell][which])
            }
        };
        known.copied().unwrap_or(f32::INFINITY)
    }

    fn behind_at(&self, row: usize, column: usize) -> f32 {
        self.cell(row, column)
            .map_or(f32::INFINITY, |cell| self.behind[cell])
    }

    fn behind_after(&self, row: usize, column: usize, step: Move) -> f32 {
        match self.fits(row, column, step) {
            true => self.behind_at(row + step.source, column + step.translation),
            false => f32::INFINITY,
        }
    }

    /// The moves of the cheapest way.
    fn cheapest(&self) -> Vec<Move> {
        let (mut row, mut column) = (0, 0);
        let mut moves = Vec::new();
        while row < self.source.len() || column < self.translation.len() {
            let of = |step| self.cost(row, column, step) + self.behind_after(row, column, step);
            let possible = Move::ALL
                .into_iter()
                .filter(|step| self.fits(row, column, *step));
            // The first of the cheapest; one is always possible.
            let Some(step) = possible.min_by(|a, b| of(*a).total_cmp(&of(*b))) else {
                break;
            };
            moves.push(step);
            row += step.source;
            column += step.translation;
        }
        moves
    }

    fn steps(&self, moves: &[Move], total: f32) -> Vec<Step> {
        let (mut row, mut column) = (0, 0);
        let mut steps = Vec::with_capacity(moves.len());
        for step in moves {
            let (source, translation) = (row + step.source, column + step.translation);
            steps.push(Step {
                source: self.source.start + row..self.source.start + source,
                translation: self.translation.start + column..self.translation.start + translation,
                margin: self.around(row, column, *step) - total,
            });
            (row, column) = (source, translation);
        }
        steps
    }

    /// The cost of the cheapest way that does not take a step: every way takes what the step takes first somehow.
    fn around(&self, row: usize, column: usize, step: Move) -> f32 {
        let mut cheapest = f32::INFINITY;
        let mut look = |from_row: usize, from_column: usize, other: Move| {
            if (from_row, from_column, other) == (row, column, step) {
                return;
            }
            let Some(cell) = self.cell(from_row, from_column) else {
                return;
            };
            let whole = self.before[cell]
                + self.cost(from_row, from_column, other)
                + self.behind_after(from_row, from_column, other);
            cheapest = cheapest.min(whole);
        };
        for other in Move::ALL {
            if step.source > 0 {
                for from in (row + 1).saturating_sub(other.source)..row + 1 {
                    self.columns(from)
                        .for_each(|column| look(from, column, other));
                }
            } else {
                for from in (column + 1).saturating_sub(other.translation)..column + 1 {
                    self.rows(from).for_each(|row| look(row, from, other));
                }
            }
        }
        cheapest
    }

    /// The rows that may have a column.
    fn rows(&self, column: usize) -> Range<usize> {
        let (rows, columns) = (self.source.len(), self.translation.len().max(1));
        let off = (self.width * rows).div_ceil(columns) + 1;
        let diagonal = column * rows / columns;
        diagonal.saturating_sub(off)..(diagonal + off).min(rows) + 1
    }
}
