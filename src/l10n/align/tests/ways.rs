//! The tables against all ways there are.

use proptest::prelude::*;

use super::super::path::{Costs, Step, best, straight};

/// A cost for each place, by kind of step.
#[derive(Debug, Clone)]
struct Given {
    columns: usize,
    costs: Vec<[u8; 5]>,
}

impl Given {
    fn at(&self, source: usize, translation: usize, which: usize) -> f32 {
        f32::from(self.costs[source * self.columns + translation][which])
    }
}

impl Costs for Given {
    fn pair(&self, source: usize, translation: usize) -> f32 {
        self.at(source, translation, 0)
    }

    fn split(&self, source: usize, translation: usize) -> f32 {
        self.at(source, translation, 1)
    }

    fn merge(&self, source: usize, translation: usize) -> f32 {
        self.at(source, translation, 2)
    }

    fn gone(&self, source: usize) -> f32 {
        self.at(source, 0, 3)
    }

    fn added(&self, translation: usize) -> f32 {
        self.at(0, translation, 4)
    }
}

type Way = Vec<(usize, usize, usize, usize)>;

/// All ways from a place to the end, with what they cost.
fn ways(given: &Given, at: (usize, usize), ends: (usize, usize)) -> Vec<(f32, Way)> {
    if at == ends {
        return vec![(0.0, Vec::new())];
    }
    let mut all = Vec::new();
    for (which, (source, translation)) in [(1, 1), (1, 2), (2, 1), (1, 0), (0, 1)]
        .into_iter()
        .enumerate()
    {
        let next = (at.0 + source, at.1 + translation);
        if next.0 > ends.0 || next.1 > ends.1 {
            continue;
        }
        let cost = match which {
            3 => given.gone(at.0),
            4 => given.added(at.1),
            _ => given.at(at.0, at.1, which),
        };
        for (rest, way) in ways(given, next, ends) {
            let mut whole = vec![(at.0, next.0, at.1, next.1)];
            whole.extend(way);
            all.push((cost + rest, whole));
        }
    }
    all
}

fn way(steps: &[Step]) -> Way {
    steps
        .iter()
        .map(|step| {
            let (source, translation) = (&step.source, &step.translation);
            (source.start, source.end, translation.start, translation.end)
        })
        .collect()
}

/// Whether each step's margin is what the cheapest way without it costs more than `steps` does.
fn check(steps: &[Step], all: &[(f32, Way)]) -> Result<(), TestCaseError> {
    let taken = way(steps);
    let cost = all.iter().find(|(_, way)| *way == taken).map(|way| way.0);
    let Some(cost) = cost else {
        return Err(TestCaseError::fail("no way"));
    };
    for (step, place) in steps.iter().zip(&taken) {
        let without = all
            .iter()
            .filter(|(_, way)| !way.contains(place))
            .map(|(cost, _)| *cost)
            .fold(f32::INFINITY, f32::min);
        prop_assert_eq!(step.margin, without - cost, "{:?}", place);
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_cheapest_way_and_its_margins(
        rows in 0..5_usize,
        columns in 0..5_usize,
        costs in prop::collection::vec(any::<[u8; 5]>(), 25),
    ) {
        let given = Given { columns: 5, costs };
        let all = ways(&given, (0, 0), (rows, columns));
        let steps = best(0..rows, 0..columns, &given);
        let cheapest = all.iter().map(|way| way.0).fold(f32::INFINITY, f32::min);
        let taken = all.iter().find(|(_, each)| *each == way(&steps));
        prop_assert_eq!(taken.map(|way| way.0), Some(cheapest));
        check(&steps, &all)?;
    }

    #[test]
    fn straight_ahead_and_its_margins(
        rows in 0..5_usize,
        costs in prop::collection::vec(any::<[u8; 5]>(), 25),
    ) {
        let given = Given { columns: 5, costs };
        let all = ways(&given, (0, 0), (rows, rows));
        check(&straight(0..rows, 0..rows, &given), &all)?;
    }
}
